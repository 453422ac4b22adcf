package org.postmeister.delivery.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.RouterLink;
import org.postmeister.common.ui.Notice;
import org.postmeister.delivery.overview.ServerFilter;
import org.postmeister.delivery.overview.ServerOverviewService.Trouble;

/** Says in one line how many servers are in trouble and what waits behind them, if any is. */
final class TroubleNotice extends Div {

  void show(Trouble trouble) {
    removeAll();
    setVisible(trouble.servers() > 0);
    if (trouble.servers() > 0) {
      Notice notice =
          new Notice(
              Notice.Kind.WARNING,
              getTranslation("messages.trouble", trouble.servers(), trouble.waiting()) + " ");
      RouterLink servers =
          new RouterLink(getTranslation("messages.trouble.open"), ServersView.class);
      servers.setQueryParameters(ServersView.of(ServerFilter.Choice.TROUBLE));
      notice.add(servers);
      add(notice);
    }
  }
}
