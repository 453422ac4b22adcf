package org.postmeister.mailserver.ui;

/** How an application authenticates; the choice in the form. */
enum Credential {
  SECRET,
  CERTIFICATE
}
