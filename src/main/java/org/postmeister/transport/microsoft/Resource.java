package org.postmeister.transport.microsoft;

import org.postmeister.mailserver.MicrosoftCloud;

/** What an access token is for. */
public enum Resource {
  /** Microsoft Graph. */
  GRAPH,
  /** Exchange Online by SMTP. */
  EXCHANGE;

  /** All permissions granted to the application. */
  String scope(MicrosoftCloud cloud) {
    String host =
        switch (this) {
          case GRAPH -> cloud.graphHost();
          case EXCHANGE -> cloud.exchangeHost();
        };
    return "https://" + host + "/.default";
  }
}
