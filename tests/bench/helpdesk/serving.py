"""Serves the peer as we serve ourselves: uvicorn, Django as WSGI in eight standing threads."""

from __future__ import annotations

import sys

import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

if __name__ == "__main__":
    pages = WSGIMiddleware(get_wsgi_application(), workers=8)
    uvicorn.run(pages, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", lifespan="off")
