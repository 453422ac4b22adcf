package org.postmeister.security.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.security.token.ApiTokenService;

/** Tokens with which programs call the HTTP API. */
@Route("system/api-tokens")
@Menu(title = "nav.api-tokens", order = 40, icon = "vaadin:key-o")
@RolesAllowed("SYSTEM_ADMIN")
public class ApiTokensView extends Main implements HasDynamicTitle {

  ApiTokensView(ApiTokenService service, Messages messages, Times times, Clock clock) {
    addClassNames("page", "page-wide");
    ApiTokenList list = new ApiTokenList(service, messages, times, clock, null);
    add(new PageHeader("token.title", "token.sentence", list.createButton()), list);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("token.title") + " – Postmeister";
  }
}
