"""A quick hash of passwords 测试用口令散列: the real algorithm with a hundredth of its rounds."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """The real one takes half a second each time, on purpose."""

    iterations = PBKDF2PasswordHasher.iterations // 100
