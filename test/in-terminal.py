"""Runs a program in a pseudo-terminal. Lines of JSON on standard input say what a person does there ({"type": "..."} or
{"columns": N, "rows": N}); what the program writes comes out as it is, and its exit code is this program's own."""
import fcntl, json, os, pty, select, struct, sys, termios

columns, rows, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]


def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


pid, terminal = pty.fork()
if pid == 0:
    # The size is set before the program looks at it.
    resize(0, columns, rows)
    os.execvp(program[0], program)
waiting = b""
person = [sys.stdin.fileno()]
while True:
    for ready in select.select([terminal] + person, [], [])[0]:
        if ready == terminal:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                piece = b""
            if not piece:
                _, status = os.waitpid(pid, 0)
                sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            continue
        piece = os.read(ready, 65536)
        if not piece:
            person = []
        waiting += piece
        while b"\n" in waiting:
            line, waiting = waiting.split(b"\n", 1)
            act = json.loads(line)
            if "type" in act:
                os.write(terminal, act["type"].encode())
            else:
                resize(terminal, act["columns"], act["rows"])
