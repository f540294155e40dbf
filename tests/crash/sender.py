"""What sends broadcasts, in processes of its own, to be killed at any moment. As `worker.py` does it for the chores."""

import os
import sys
import threading
import time

from byhand.gate.many.child import main


def work() -> None:
    print(f"at work {os.getpid()}", flush=True)
    while True:  # as the desk begins it anew when something is due again
        main()
        time.sleep(0.1)


assert threading.active_count() == 1
for _told in sys.stdin:
    worker = os.fork()
    if not worker:
        work()
    os.waitpid(worker, 0)
    print("gone", flush=True)
