package org.postmeister.mailserver.ui.testmail;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.LongText;
import org.postmeister.common.SingleLine;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.testmail.TestMailText;

/** What a test mail says, for whoever wants it to say something else than usual. */
final class TestMailTextFields extends Composite<Details> {

  private final transient Messages messages;
  private final TextField subject = new TextField();
  private final TextArea body = new TextArea();
  private final Upload upload;
  private final Div file = new Div();
  private final Notice refused = new Notice();
  private transient MemoryBudget.@Nullable Room room;
  private transient TestMail.@Nullable File attachment;

  TestMailTextFields(Messages messages, PageMemory memory) {
    this.messages = messages;
    subject.setLabel(getTranslation("testmail.text.subject"));
    subject.setPlaceholder(getTranslation("testmail.subject"));
    subject.setMaxLength(SingleLine.MAX_LENGTH);
    subject.setWidthFull();
    body.setLabel(getTranslation("testmail.text.body"));
    body.setPlaceholder(getTranslation("testmail.text.usual"));
    body.setMaxLength(LongText.MAX_LENGTH);
    body.setWidthFull();
    upload =
        new Upload(
            new SmallUploads(
                () -> TestMailText.MAX_ATTACHMENT,
                memory.whileAttached(this),
                this::take,
                tooLarge -> refuseAsTooLarge(),
                name -> refused.show(Notice.Kind.WARNING, getTranslation("memory.file"))));
    upload.setMaxFileSize(TestMailText.MAX_ATTACHMENT);
    upload.setUploadButton(new Button(getTranslation("testmail.text.attach")));
    upload.setDropAllowed(false);
    upload.addFileRejectedListener(rejected -> refuseAsTooLarge());
    file.addClassName("chosen-file");
    getContent().setSummaryText(getTranslation("testmail.text.title"));
    getContent().add(subject, body, upload, file, refused);
    getContent().setWidthFull();
  }

  /** What it says; empty if something is wrong and marked. */
  Optional<TestMailText> read() {
    subject.setInvalid(false);
    body.setInvalid(false);
    SingleLine chosenSubject = value(subject, SingleLine::of);
    LongText chosenBody = value(body, LongText::new);
    if (subject.isInvalid() || body.isInvalid()) {
      getContent().setOpened(true);
      return Optional.empty();
    }
    return Optional.of(new TestMailText(messages.locale(), chosenSubject, chosenBody, attachment));
  }

  private <F extends AbstractField<F, String> & HasValidation, T> @Nullable T value(
      F field, Function<String, T> factory) {
    if (field.getValue().isBlank()) {
      return null;
    }
    try {
      return factory.apply(field.getValue());
    } catch (InvalidValueException e) {
      field.setErrorMessage(messages.get(e));
      field.setInvalid(true);
      return null;
    }
  }

  @Override
  protected void onDetach(DetachEvent event) {
    remove();
  }

  private void take(String name, String contentType, byte[] content, MemoryBudget.Room taken) {
    upload.clearFileList();
    try {
      TestMail.File chosen = TestMailText.attachment(name, contentType, content);
      remove();
      room = taken;
      attachment = chosen;
      Button remove = new Button(getTranslation("testmail.text.remove"), click -> remove());
      remove.setAriaLabel(getTranslation("testmail.text.remove.file", chosen.name()));
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      file.add(
          new Span(
              getTranslation("testmail.text.file", chosen.name(), (content.length + 1023) / 1024)),
          remove);
      refused.clear();
    } catch (InvalidValueException e) {
      taken.close();
      refused.show(Notice.Kind.ERROR, messages.get(e));
    }
  }

  private void remove() {
    MemoryBudget.Room before = room;
    room = null;
    attachment = null;
    file.removeAll();
    if (before != null) {
      before.close();
    }
  }

  private void refuseAsTooLarge() {
    refused.show(Notice.Kind.ERROR, messages.get(TestMailText.tooLarge()));
  }
}
