"""A quick hash of passwords 测试用口令散列: the real algorithm with a hundredth of its rounds.

For the processes that load this, the tests' own and the warm ones: the real one takes half a
second each time, on purpose.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

PBKDF2PasswordHasher.iterations //= 100
