"""The doors for programs. A token opens one of them and nothing else; none leads to words that anybody reads."""
