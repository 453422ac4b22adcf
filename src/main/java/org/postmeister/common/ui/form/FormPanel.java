package org.postmeister.common.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.function.SerializableSupplier;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Toasts;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * A form with what belongs to every form: above it what keeps it from being saved, below it the
 * buttons and whether there is something unsaved. Saving goes the same way everywhere: what is
 * invalid is marked, what the service refuses is explained, and when two people have changed the
 * same thing, the second one chooses.
 *
 * @param <S> what the form edits, as it is stored, with its version
 * @param <F> the values of its fields
 */
public final class FormPanel<S, F> extends Composite<Div> {

  private final transient Messages messages;
  private final Editor<S, F> editor;
  private final SerializableRunnable onDirty;
  private final ErrorSummary summary = new ErrorSummary();
  private final Div conflict = new Div();
  private final Div actions = new Div();
  private final Span unsaved = new Span();
  private @Nullable FormDraft draft;
  private boolean dirty;

  /** How a form reads, shows and stores what it edits. */
  public interface Editor<S, F> extends Serializable {

    /** What is stored now. */
    S load();

    /** Shows all of it; from now on this is the version that is saved over. */
    void show(S stored);

    /** The values of the fields for what is stored: a new object each time. */
    F fieldsOf(S stored);

    /** What is in the fields; empty if some are invalid, which are marked then. */
    Optional<F> read();

    /** Moves the focus to the first field that is marked. */
    void focusFirstInvalid();

    /**
     * Stores over the version that was shown last.
     *
     * @return what is to be shown now; null if the form has been closed
     */
    @Nullable S save(F fields);

    /** What two versions are compared by. */
    List<FormProperty<F, ?>> properties();

    /** Shows values chosen from two versions; from now on {@code over} is saved over. */
    void merge(S over, F chosen);

    /**
     * Marks the fields that the service refuses.
     *
     * @return the sentences for above the form
     */
    List<String> mark(List<FieldViolation> violations);

    /** What was saved is shown. */
    default void saved(S stored) {}

    /** A rule was decided on while the form was open; what was typed stays. */
    default void refused(BrokenRuleException rule) {}

    /** What there is to say about a refusal besides its sentence. */
    default List<String> details(BrokenRuleException rule) {
      return List.of();
    }
  }

  /**
   * @param onDirty called when the form gets or loses unsaved changes
   */
  public FormPanel(
      Messages messages, Editor<S, F> editor, SerializableRunnable onDirty, Component... content) {
    this.messages = messages;
    this.editor = editor;
    this.onDirty = onDirty;
    Button saveButton = new Button(getTranslation("action.save"), click -> save());
    saveButton.addThemeVariants(ButtonVariant.PRIMARY);
    Button discardButton = new Button(getTranslation("action.discard"), click -> showStored());
    unsaved.setText(getTranslation("unsaved.mark"));
    unsaved.addClassName("unsaved-mark");
    unsaved.getElement().setAttribute("role", "status");
    unsaved.setVisible(false);
    actions.add(saveButton, discardButton, unsaved);
    actions.addClassName("form-actions");
    getContent().add(summary, conflict);
    getContent().add(content);
    getContent().add(actions);
  }

  /**
   * Keeps what is not saved yet for when the page is opened anew. Only for a form that is there as
   * soon as its page is, and that always edits the same on it.
   */
  public FormPanel<S, F> keepDraft() {
    return keepDraft(() -> editor.getClass().getSimpleName());
  }

  /**
   * The same for one that edits one of several on its page.
   *
   * @param name of the one that is being edited
   */
  public FormPanel<S, F> keepDraft(SerializableSupplier<String> name) {
    draft = new FormDraft(getContent(), name, () -> setDirty(true));
    getContent().addComponentAsFirst(draft);
    return this;
  }

  /** Adds a button after those that every form has. */
  public void addAction(Component action) {
    actions.add(action);
  }

  public void setActionsVisible(boolean visible) {
    actions.setVisible(visible);
  }

  public boolean isDirty() {
    return dirty;
  }

  public void setDirty(boolean dirty) {
    this.dirty = dirty;
    unsaved.setVisible(dirty);
    if (draft != null) {
      if (dirty) {
        draft.keep();
      } else {
        draft.isStored();
      }
    }
    onDirty.run();
  }

  /** Shows what is stored now; whatever was typed is gone. */
  public void showStored() {
    show(editor.load());
  }

  private void show(S stored) {
    editor.show(stored);
    clearMessages();
    setDirty(false);
  }

  /** Stores what is in the fields, or says why that is not possible. */
  public void save() {
    clearMessages();
    Optional<F> fields = editor.read();
    if (fields.isEmpty()) {
      refuse(getTranslation("form.invalid"), List.of());
      editor.focusFirstInvalid();
      return;
    }
    try {
      S saved = editor.save(fields.get());
      if (saved != null) {
        show(saved);
        editor.saved(saved);
        Toasts.confirm(getTranslation("action.saved"));
      }
    } catch (ValidationFailedException e) {
      showViolations("form.refused", e.violations());
    } catch (VersionConflictException | OptimisticLockingFailureException e) {
      resolveOrExplain(fields.get());
    } catch (BrokenRuleException e) {
      explain(e);
    }
  }

  private void explain(BrokenRuleException rule) {
    List<String> details = editor.details(rule);
    if (details.isEmpty()) {
      refuse(getTranslation("form.refused"), List.of(messages.get(rule)));
    } else {
      refuse(messages.get(rule), details);
    }
    editor.refused(rule);
  }

  private void resolveOrExplain(F mine) {
    try {
      resolve(mine);
    } catch (BrokenRuleException e) {
      // It is gone.
      explain(e);
    }
  }

  private void resolve(F mine) {
    S stored = editor.load();
    F merged = editor.fieldsOf(stored);
    ConflictPanel choice =
        new ConflictPanel(() -> {
          editor.merge(stored, merged);
          clearMessages();
        });
    if (!choice.compare(mine, editor.fieldsOf(stored), merged, editor.properties())) {
      editor.merge(stored, merged);
      refuse(getTranslation("conflict.same"), List.of());
      return;
    }
    conflict.removeAll();
    conflict.add(choice);
    conflict.scrollIntoView();
  }

  /** Marks the fields that were refused and says above the form what is wrong. */
  public void showViolations(String headlineKey, List<FieldViolation> violations) {
    refuse(getTranslation(headlineKey), editor.mark(violations));
  }

  /** Shows above the form what is wrong. */
  public void refuse(String headline, List<String> errors) {
    summary.show(headline, errors);
    summary.scrollIntoView();
  }

  /** Removes what was said about what is typed, but not a choice between two versions. */
  public void clearRefusal() {
    summary.clear();
  }

  /** Removes what was said. */
  public void clearMessages() {
    summary.clear();
    conflict.removeAll();
  }
}
