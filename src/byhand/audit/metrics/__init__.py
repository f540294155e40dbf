"""The same counts as `audit.measuring`, as Ibis expressions over integers: a Spark cluster or DuckDB can work them out.

One file a metric, each a function from tables to a table that is not worked out yet. Hashes are 64 signed bits, those
the reading stored: what a backend calls a hash differs from backend to backend, so none is asked for one. Times are
seconds since 1970, so no session's time zone counts. A test holds Polars, DuckDB and Spark to the same numbers.
"""
