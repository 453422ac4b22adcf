package org.postmeister.supportrequest.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.rest.MemoryBudget;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageMemory;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.delivery.message.Attachment;
import org.postmeister.supportrequest.SupportProperties;

/** Files to send with a request: dropped or chosen, with progress, and removable. */
class Attachments extends Composite<Div> {

  private static final long KIBIBYTE = 1024;

  private final transient SupportProperties properties;
  private final SerializableRunnable onChange;
  private final transient List<Attachment> files = new ArrayList<>();
  private final transient IdentityHashMap<Attachment, MemoryBudget.Room> rooms =
      new IdentityHashMap<>();
  private final UnorderedList list = new UnorderedList();
  private final Notice refused = new Notice();
  private final Upload upload;

  Attachments(SupportProperties properties, PageMemory memory, SerializableRunnable onChange) {
    this.properties = properties;
    this.onChange = onChange;
    this.upload =
        new Upload(
            new SmallUploads(
                this::room,
                memory.whileAttached(this),
                this::add,
                tooLarge -> refuse(),
                name -> refuseForNow()));
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

  // Whoever leaves the page, or whose session ends, sends nothing any more.
  @Override
  protected void onDetach(DetachEvent event) {
    forget();
    list.removeAll();
  }

  /** Whether a file is still being uploaded. */
  boolean isUploading() {
    return upload.isUploading();
  }

  // Read while files arrive on other threads.
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
    forget();
    refused.clear();
    show();
  }

  private void forget() {
    synchronized (files) {
      files.clear();
    }
    rooms.values().forEach(MemoryBudget.Room::close);
    rooms.clear();
  }

  private void remove(Attachment file) {
    synchronized (files) {
      files.remove(file);
    }
    MemoryBudget.Room room = rooms.remove(file);
    if (room != null) {
      room.close();
    }
  }

  private void add(String name, String type, byte[] octets, MemoryBudget.Room taken) {
    if (!upload.isUploading()) {
      upload.clearFileList();
    }
    if (octets.length > room()) {
      taken.close();
      refuse();
      return;
    }
    try {
      Attachment file = new Attachment(new Attachment.Name(name), typeOf(type), octets);
      synchronized (files) {
        files.add(file);
      }
      rooms.put(file, taken);
      refused.clear();
      show();
    } catch (InvalidValueException e) {
      taken.close();
      refused.show(Notice.Kind.ERROR, getTranslation("support.name-refused"));
    }
  }

  // The type that a browser gives for a file; if it knows none, octets.
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

  private void refuseForNow() {
    refused.show(Notice.Kind.WARNING, getTranslation("memory.file"));
  }

  private void show() {
    list.removeAll();
    for (Attachment file : files) {
      Button remove =
          new Button(
              getTranslation("support.remove"),
              click -> {
                remove(file);
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
