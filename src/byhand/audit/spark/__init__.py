"""The audit past one machine: archives on shared storage are read and counted by a Spark cluster.

Needs the extra `spark` and Java 17 on the driver; the workers need Byhand and the archives at the same paths.
"""
