#!/usr/bin/env python3
"""Runs a command on a terminal of its own. Lines of JSON on stdin steer it: {"keys": "q"}, {"size": [columns, rows]}, {"signal": 15}.
Stdout is what the command writes; the last line of stderr says how it ended and whether the terminal is as it was."""
import fcntl
import json
import os
import signal
import struct
import subprocess
import sys
import termios
import threading

ours, theirs = os.openpty()


def resize(columns, rows):
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def begin():
    os.setsid()
    fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)


resize(80, 24)
before = termios.tcgetattr(theirs)
child = subprocess.Popen(sys.argv[1:], stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=begin)


def steer():
    for line in sys.stdin:
        wish = json.loads(line)
        if "keys" in wish:
            os.write(ours, wish["keys"].encode())
        if "size" in wish:
            resize(*wish["size"])
        if "signal" in wish:
            child.send_signal(wish["signal"])


def copy():
    while data := os.read(ours, 65536):
        os.write(1, data)


for task in (steer, copy):
    threading.Thread(target=task, daemon=True).start()
code = child.wait()
restored = termios.tcgetattr(theirs) == before
# What is still on its way comes before this mark; the terminal hands it on in order.
os.set_blocking(theirs, True)
os.write(theirs, b"\0")
threading.Event().wait(0.2)
print(json.dumps({"code": code, "restored": restored}), file=sys.stderr, flush=True)
os._exit(0)
