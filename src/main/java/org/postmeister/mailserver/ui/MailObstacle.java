package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.RouterLink;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TenantName;
import org.postmeister.common.ui.Notice;
import org.postmeister.mailserver.route.RouteState;

/**
 * Why no mail can be sent, who can change that, and where. It stands in place of what needs mail,
 * since nobody should fill in a form that can lead to nothing.
 */
public final class MailObstacle {

  private MailObstacle() {}

  /**
   * @param systemAdmin whether the reader is one
   * @param ownServerAllowed whether the tenant may have a server of its own
   * @param elsewhere the tenant whose page the reader has to go to; null on that page, and for mail
   *     of the system
   */
  public static Notice of(
      RouteState reason,
      boolean systemAdmin,
      boolean ownServerAllowed,
      @Nullable TenantName elsewhere) {
    Notice notice = new Notice();
    notice.show(
        Notice.Kind.WARNING,
        notice.getTranslation("reason." + reason)
            + " "
            + notice.getTranslation(adviceKey(reason, systemAdmin, ownServerAllowed))
            + " ");
    boolean inOwnHands = systemAdmin || isOfOwnServer(reason, ownServerAllowed);
    if (reason == RouteState.SYSTEM_MAIL_OFF && systemAdmin) {
      notice.add(
          new RouterLink(
              notice.getTranslation("obstacle.open-server"), SystemMailServerView.class));
    } else if (elsewhere != null && inOwnHands) {
      notice.add(linkTo(elsewhere, notice.getTranslation("obstacle.open-tenant", elsewhere)));
    }
    return notice;
  }

  /** A link to the page of a tenant; by URL, since its module depends on this one. */
  public static Anchor linkTo(TenantName tenant, String text) {
    return new Anchor("tenants/" + tenant, text);
  }

  private static boolean isOfOwnServer(RouteState reason, boolean ownServerAllowed) {
    return reason == RouteState.NO_SERVER_FOR_TENANT && ownServerAllowed;
  }

  private static String adviceKey(
      RouteState reason, boolean systemAdmin, boolean ownServerAllowed) {
    return switch (reason) {
      case SYSTEM_MAIL_OFF -> systemAdmin ? "obstacle.off.system" : "obstacle.off.tenant";
      case TENANT_INACTIVE -> systemAdmin ? "obstacle.inactive.system" : "obstacle.inactive.tenant";
      case NO_SERVER_FOR_TENANT -> {
        if (systemAdmin) {
          yield "obstacle.none.system";
        }
        yield ownServerAllowed ? "obstacle.none.own" : "obstacle.none.tenant";
      }
      case TENANT, SYSTEM -> throw new IllegalArgumentException("Mail can be sent: " + reason);
    };
  }
}
