package org.postmeister.submission.ui;

/** What people connect, in the order in which they are offered. */
enum ClientKind {
  HTTP_API,
  SPRING_BOOT,
  POSTFIX,
  MSMTP,
  PHP,
  PYTHON,
  DEVICE
}
