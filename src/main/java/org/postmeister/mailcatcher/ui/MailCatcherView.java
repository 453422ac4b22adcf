package org.postmeister.mailcatcher.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.UiThread;
import org.postmeister.delivery.ui.ContentPanel;
import org.postmeister.mailcatcher.CaughtMail;
import org.postmeister.mailcatcher.CaughtMails;

/**
 * The mails that the catcher keeps, and the one that is open. Registered only if there is a
 * catcher.
 */
@Route(value = MailCatcherView.ROUTE, registerAtStartup = false)
@Menu(title = "nav.mail-catcher", order = 90, icon = "vaadin:inbox")
@RolesAllowed("SYSTEM_ADMIN")
public class MailCatcherView extends Main implements HasDynamicTitle {

  /** The path of this view. */
  public static final String ROUTE = "mail-catcher";

  private final transient CaughtMails mails;
  private final transient List<CaughtMail> caught = new ArrayList<>();
  private final Grid<CaughtMail> grid = new Grid<>();
  private final Section detail = new Section();
  private transient @Nullable Runnable unsubscribe;

  MailCatcherView(CaughtMails mails, Times times) {
    this.mails = mails;
    addClassName("page");
    grid.addComponentColumn(mail -> times.ofDaySpan(mail.receivedAt()))
        .setHeader(getTranslation("catcher.time"))
        .setAutoWidth(true)
        .setFlexGrow(0);
    grid.addColumn(mail -> String.join(", ", mail.envelopeRecipients()))
        .setHeader(getTranslation("catcher.to"));
    grid.addColumn(CaughtMail::subject).setHeader(getTranslation("catcher.subject"));
    grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
    grid.setEmptyStateText(getTranslation("catcher.empty"));
    grid.getElement().setAttribute("aria-label", getTranslation("catcher.title"));
    grid.setItems(caught);
    grid.addSelectionListener(
        selected -> selected.getFirstSelectedItem().ifPresentOrElse(this::open, this::close));
    detail.addClassName("caught-mail");
    Div columns = new Div(grid, detail);
    columns.addClassName("catcher");
    Button clear = new Button(getTranslation("catcher.clear"), click -> mails.clear());
    add(new PageHeader("catcher.title", "catcher.sentence", clear), columns);
    refresh();
  }

  @Override
  public String getPageTitle() {
    return getTranslation("catcher.title") + " – Postmeister";
  }

  @Override
  protected void onAttach(AttachEvent event) {
    UI ui = event.getUI();
    unsubscribe = mails.onChange(() -> refreshOn(ui));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    if (unsubscribe != null) {
      unsubscribe.run();
    }
  }

  private void refreshOn(UI ui) {
    UiThread.later(ui, this::refresh);
  }

  private void refresh() {
    caught.clear();
    caught.addAll(mails.list());
    grid.getDataProvider().refreshAll();
    // The one that is open stays so, as long as it is there.
    if (grid.getSelectedItems().stream().noneMatch(caught::contains)) {
      grid.deselectAll();
      close();
    }
  }

  private void open(CaughtMail mail) {
    detail.removeAll();
    Pre source = new Pre(mail.source());
    source.getElement().setAttribute("tabindex", "0");
    detail.add(
        new H2(mail.subject()),
        line("catcher.from", mail.from()),
        line("catcher.envelope-sender", mail.envelopeSender()),
        line("catcher.to", String.join(", ", mail.envelopeRecipients())));
    if (mail.content() != null) {
      detail.add(new ContentPanel(mail.content()));
    }
    detail.add(new H2(getTranslation("catcher.source")), source);
  }

  private void close() {
    detail.removeAll();
    detail.add(new Paragraph(getTranslation("catcher.choose")));
  }

  private Paragraph line(String labelKey, String value) {
    return new Paragraph(getTranslation(labelKey) + ": " + value);
  }
}
