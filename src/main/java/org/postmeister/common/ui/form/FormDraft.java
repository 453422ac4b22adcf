package org.postmeister.common.ui.form;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.function.SerializableSupplier;
import com.vaadin.flow.server.VaadinRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps in the browser's tab what is in a form and not saved, and offers it when the page is opened
 * anew: the node may have died, or the session may have ended. Secrets are never kept, and nothing
 * leaves the browser. Shown above the form while there is something to offer.
 */
public final class FormDraft extends Composite<Div> {

  private static final TypeReference<Map<String, String>> VALUES = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.shared();

  // What is being typed reaches the server once the field is left, or never if the node is dead.
  private static final String KEEP_WHAT_IS_TYPED =
      """
      this.draftKey = $0;
      if (!this.typedFields) {
        this.typedFields = new Set();
        this.addEventListener('input', event => {
          const field = event.target.closest('[data-draft]');
          if (!field) {
            return;
          }
          this.typedFields.add(field);
          let draft = {};
          try {
            draft = { ...JSON.parse(sessionStorage.getItem(this.draftKey)) };
          } catch {
            // Changed by hand: it begins anew.
          }
          draft[field.dataset.draft] = event.target.value;
          try {
            sessionStorage.setItem(this.draftKey, JSON.stringify(draft));
          } catch {
            // The browser keeps no more than some megabytes: what was kept last is still there.
          }
        });
      }
      """;

  // All that is known here, and what was typed in other fields meanwhile and is still on its way.
  private static final String KEEP_WHAT_IS_KNOWN =
      """
      const draft = JSON.parse($1);
      $2?.typedFields?.forEach(field => {
        if ($2.contains(field)) {
          draft[field.dataset.draft] = field.value;
        }
      });
      try {
        sessionStorage.setItem($0, JSON.stringify(draft));
      } catch {
        // As above.
      }
      """;

  private final Component form;
  private final SerializableSupplier<String> name;
  private final SerializableRunnable onRestored;
  private Map<String, String> stored = Map.of();
  private String place = "";
  private String key = "";
  private boolean kept;

  /**
   * @param name of what is being edited, unique on its page
   * @param onRestored called when fields have been filled in
   */
  public FormDraft(
      Component form, SerializableSupplier<String> name, SerializableRunnable onRestored) {
    this.form = form;
    this.name = name;
    this.onRestored = onRestored;
    getContent().addClassNames("notice", "form-draft");
    getContent().getElement().setAttribute("role", "status");
    getContent().getElement().setAttribute("data-kind", "info");
    getContent().setVisible(false);
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    Principal user =
        Optional.ofNullable(VaadinRequest.getCurrent())
            .map(VaadinRequest::getUserPrincipal)
            .orElse(null);
    String path = attached.getUI().getActiveViewLocation().getPath();
    place = "postmeister-draft " + (user == null ? "" : user.getName()) + " " + path + " ";
    look(attached.getUI());
  }

  // By the page: an element that is not visible runs nothing.
  private void look(UI ui) {
    String asked = place + name.get();
    key = asked;
    form.getElement().executeJs(KEEP_WHAT_IS_TYPED, asked);
    ui.getPage()
        .executeJs("return sessionStorage.getItem($0)", asked)
        .then(
            String.class,
            draft -> {
              // Something else may be edited by now.
              if (asked.equals(key)) {
                offer(draft);
              }
            });
  }

  // Somebody has gone on to another page. A page that is closed or reloaded runs nothing any more.
  @Override
  protected void onDetach(DetachEvent detached) {
    forget(detached.getUI());
  }

  /** What is in the fields now is what is stored. */
  public void isStored() {
    RestorableFields fields = RestorableFields.of(form);
    fields.mark();
    stored = fields.values();
    if (kept) {
      getUI().ifPresent(this::forget);
    }
    getContent().setVisible(false);
    getUI().filter(ui -> !key.equals(place + name.get())).ifPresent(this::look);
  }

  private void forget(UI ui) {
    kept = false;
    ui.getPage()
        .executeJs(
            "sessionStorage.removeItem($0); $1?.typedFields?.clear()", key, form.getElement());
  }

  /** Keeps what is in the fields. */
  public void keep() {
    Map<String, String> changed = new LinkedHashMap<>(RestorableFields.of(form).values());
    changed.entrySet().removeIf(value -> value.getValue().equals(stored.get(value.getKey())));
    kept = true;
    getUI()
        .ifPresent(ui ->
            ui.getPage()
                .executeJs(
                    KEEP_WHAT_IS_KNOWN, key, JSON.writeValueAsString(changed), form.getElement()));
  }

  private void offer(@Nullable String draft) {
    Map<String, String> values = new LinkedHashMap<>(read(draft));
    values.entrySet().removeIf(value -> value.getValue().equals(stored.get(value.getKey())));
    if (values.isEmpty()) {
      return;
    }
    Button restore =
        new Button(
            getTranslation("draft.restore"),
            click -> {
              getContent().setVisible(false);
              RestorableFields.of(form).fill(values);
              onRestored.run();
            });
    restore.addThemeVariants(ButtonVariant.PRIMARY);
    Button discard =
        new Button(
            getTranslation("draft.discard"),
            click -> {
              getContent().setVisible(false);
              getUI().ifPresent(this::forget);
            });
    Div actions = new Div(restore, discard);
    actions.addClassName("form-draft-actions");
    getContent().removeAll();
    getContent().add(new Span(text()), actions);
    getContent().setVisible(true);
  }

  private String text() {
    String text = getTranslation("draft.text");
    return RestorableFields.of(form).withSecrets()
        ? text + " " + getTranslation("draft.secrets")
        : text;
  }

  // Whatever is in the browser may have been written by another version, or by its user.
  private static Map<String, String> read(@Nullable String draft) {
    try {
      return draft == null ? Map.of() : JSON.readValue(draft, VALUES);
    } catch (JacksonException e) {
      return Map.of();
    }
  }
}
