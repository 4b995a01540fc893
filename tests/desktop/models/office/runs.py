"""Ways to run what a window runs off its thread: at once, or when a test says so."""

from forms.errors import TianbaoError


def run_now(_words, work, succeeded, failed):
    """Do the work at once and answer."""
    try:
        found = work()
    except TianbaoError as error:
        failed(error)
    else:
        succeeded(found)


class RunsLater:
    """Keeps what is to be run until ``go`` is called; ``words`` are those of all that was ever asked."""

    def __init__(self):
        self.words, self._waiting = [], []

    def __call__(self, words, work, succeeded, failed):
        self.words.append(words)
        self._waiting.append((work, succeeded, failed))

    def __len__(self):
        return len(self._waiting)

    def go(self):
        """Run what was asked first; whatever its answer asks for waits again."""
        run_now("", *self._waiting.pop(0))
