package org.postmeister.mailserver.ui;

/** How an application shows who it is; the choice in the form. */
enum Credential {
  SECRET,
  CERTIFICATE
}
