package org.postmeister.systemmail.ui;

import java.util.Locale;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.systemmail.MailKind;

/** One text: whose, of which mail, in which language. */
record WhichText(MailOwner owner, MailKind kind, Locale language) {}
