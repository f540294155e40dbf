# Sets $python to an interpreter that is new enough and can make environments, or says what is missing.
# Each candidate is really run: a name on the PATH may be a placeholder for one that is not installed.

probe='
import platform, sys
if sys.version_info < (3, 11):
    sys.exit("old " + platform.python_version())
try:
    import ensurepip, venv
except ImportError:
    sys.exit("bare")
'

python=
oldest=
bare=
for candidate in python3.13 python3.12 python3.11 python3.14 python3; do
    if verdict=$("$candidate" -c "$probe" 2>&1); then
        python=$candidate
        break
    fi
    case $verdict in
        "old "*) oldest=${verdict#old } ;;
        bare) bare=$candidate ;;
    esac
done

if [ -z "$python" ]; then
    if [ -n "$bare" ]; then
        echo "Python's venv module is missing here; please install it: apt-get install python3-venv" >&2
    elif [ -n "$oldest" ]; then
        echo "Byhand needs Python 3.11 or newer, and the newest here is $oldest; please install a newer one." >&2
    else
        echo "Byhand needs Python 3.11 or newer, and there is none here; please install it: apt-get install python3 python3-venv" >&2
    fi
    exit 1
fi
