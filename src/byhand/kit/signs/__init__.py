"""Signs: words by which a writer praises, was sent to us by somebody, comes back, or complains. A file a language.

`signs_in(text)` is what other rooms call. Rather silent than wrong for thanks; rather wrong than silent for complaints:
whoever may be cross is not thanked in passing.
"""

from byhand.kit.signs.finding import signs_in
from byhand.kit.signs.language import Kind, Sign

__all__ = ["Kind", "Sign", "signs_in"]
