package org.postmeister.submission.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import org.postmeister.common.ui.LiveUpdates;
import org.postmeister.common.ui.Messages;
import org.postmeister.delivery.log.MessageService;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.security.token.ApiTokenService;
import org.postmeister.submission.SubmissionEndpoint;
import org.postmeister.submission.SubmissionService;

/** Lets an application, such as monitoring, send mail of the system itself. */
@Route("system/connect")
@RolesAllowed("SYSTEM_ADMIN")
public class SystemConnectView extends ConnectPage {

  SystemConnectView(
      MailRouteService routes,
      ApiTokenService tokens,
      MessageService service,
      SubmissionEndpoint endpoint,
      Messages messages,
      LiveUpdates live) {
    super(service, endpoint, messages, live);
    show(
        // The HTTP API takes messages of tenants only.
        new Subject(
            MailOwner.SYSTEM, SubmissionService.SYSTEM, routes.ofSystem(), null, tokens::create),
        "connect.system.sentence",
        "connect.system.off",
        new Anchor("system/mail-server", getTranslation("connect.system.back")));
  }
}
