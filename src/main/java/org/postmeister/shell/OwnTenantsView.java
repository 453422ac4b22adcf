package org.postmeister.shell;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.postmeister.common.TenantId;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.mailserver.route.MailRoute;
import org.postmeister.mailserver.route.MailRouteService;
import org.postmeister.mailserver.ui.SecretExpiry;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.postmeister.tenantlist.ui.TenantView;

/**
 * Where tenant administrators start: at their tenant, or at the choice of one if they have several.
 */
@Route("my-tenants")
@RolesAllowed("TENANT_ADMIN")
public class OwnTenantsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient List<Tenant> own;

  OwnTenantsView(TenantService tenants, MailRouteService routes, Times times) {
    this.own = tenants.own();
    addClassName("page");
    Div cards = new Div();
    cards.addClassName("cards");
    Map<TenantId, MailRoute> known = routes.own();
    own.forEach(tenant -> {
      MailRoute route = known.get(tenant.id());
      cards.add(card(tenant, route == null ? routes.get(tenant.id()) : route, times));
    });
    add(new PageHeader("own-tenants.title", "own-tenants.sentence"), cards);
    if (own.isEmpty()) {
      add(new Notice(Notice.Kind.INFO, getTranslation("own-tenants.none")));
    }
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (own.size() == 1) {
      event.forwardTo(TenantView.class, TenantView.of(own.getFirst().name()));
    }
  }

  @Override
  public String getPageTitle() {
    return getTranslation("own-tenants.title") + " – Postmeister";
  }

  private Section card(Tenant tenant, MailRoute route, Times times) {
    Div head =
        new Div(
            new H2(tenant.displayName()),
            new Badge(getTranslation("route." + route.state().via())));
    head.addClassName("card-head");
    Section card =
        new Section(
            head,
            new Paragraph(tenant.name().value()),
            new RouterLink(
                getTranslation("own-tenants.open", tenant.displayName()),
                TenantView.class,
                TenantView.of(tenant.name())));
    card.addClassName("card");
    if (route.settings() != null) {
      SecretExpiry.warning(route.settings().authentication().registration(), times)
          .ifPresent(text -> card.add(new Notice(Notice.Kind.WARNING, text)));
    }
    return card;
  }
}
