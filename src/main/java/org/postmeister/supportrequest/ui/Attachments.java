package org.postmeister.supportrequest.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.ArrayList;
import java.util.List;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.supportrequest.SupportProperties;

/** Files to send with a request: dropped or chosen, with progress, and taken away again. */
class Attachments extends Composite<Div> {

  private static final long KIBIBYTE = 1024;

  private final transient SupportProperties properties;
  private final SerializableRunnable onChange;
  private final transient List<Attachment> files = new ArrayList<>();
  private final UnorderedList list = new UnorderedList();
  private final Notice refused = new Notice();
  private final Upload upload;

  Attachments(SupportProperties properties, SerializableRunnable onChange) {
    this.properties = properties;
    this.onChange = onChange;
    this.upload = new Upload(new SmallUploads(this::room, this::add, tooLarge -> refuse()));
    upload.setMaxFileSize(Math.toIntExact(properties.maxAttachmentSize().toBytes()));
    upload.setDropLabel(new Span(getTranslation("support.drop")));
    upload.setUploadButton(new Button(getTranslation("support.choose")));
    upload.setWidthFull();
    upload.addFileRejectedListener(rejected -> refuse());
    H3 title = new H3(getTranslation("support.attachments"));
    Span limits =
        new Span(
            getTranslation(
                "support.limits",
                properties.maxAttachments(),
                properties.maxAttachmentSize().toMegabytes()));
    limits.addClassName("hint");
    list.addClassName("attachment-list");
    getContent().add(title, limits, upload, refused, list);
  }

  /** Whether a file is still on its way. */
  boolean isUploading() {
    return upload.isUploading();
  }

  // Read while files come in, on threads of their own.
  private int room() {
    synchronized (files) {
      long left =
          properties.maxAttachmentSize().toBytes()
              - files.stream().mapToLong(file -> file.content().length).sum();
      return files.size() < properties.maxAttachments() ? Math.toIntExact(left) : 0;
    }
  }

  List<Attachment> files() {
    return List.copyOf(files);
  }

  void clear() {
    synchronized (files) {
      files.clear();
    }
    refused.clear();
    show();
  }

  private void add(String name, String type, byte[] octets) {
    if (!upload.isUploading()) {
      upload.clearFileList();
    }
    if (octets.length > room()) {
      refuse();
      return;
    }
    try {
      Attachment file = new Attachment(new Attachment.Name(name), typeOf(type), octets);
      synchronized (files) {
        files.add(file);
      }
      refused.clear();
      show();
    } catch (InvalidValueException e) {
      refused.show(Notice.Kind.ERROR, getTranslation("support.name-refused"));
    }
  }

  // What a browser says of a file; where it knows nothing, it is just octets.
  private static Attachment.Type typeOf(String said) {
    try {
      return Attachment.Type.of(said);
    } catch (InvalidValueException e) {
      return Attachment.Type.of("application/octet-stream");
    }
  }

  private void refuse() {
    refused.show(
        Notice.Kind.ERROR,
        getTranslation(
            "support.rejected",
            properties.maxAttachments(),
            properties.maxAttachmentSize().toMegabytes()));
  }

  private void show() {
    list.removeAll();
    for (Attachment file : files) {
      Button remove =
          new Button(
              getTranslation("support.remove"),
              click -> {
                synchronized (files) {
                  files.remove(file);
                }
                refused.clear();
                show();
              });
      remove.setAriaLabel(getTranslation("support.remove.file", file.name()));
      list.add(
          new ListItem(
              new Span(
                  getTranslation(
                      "support.file",
                      file.name(),
                      (file.content().length + KIBIBYTE - 1) / KIBIBYTE)),
              remove));
    }
    onChange.run();
  }
}
