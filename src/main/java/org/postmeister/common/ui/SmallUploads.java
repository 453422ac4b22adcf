package org.postmeister.common.ui;

import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.postmeister.common.rest.MemoryBudget;

/**
 * Reads uploaded files into memory, and no more of one than is allowed: the size that the browser
 * declares is not trusted.
 */
public final class SmallUploads implements UploadHandler {

  private final transient IntSupplier room;
  private final transient LongFunction<Optional<MemoryBudget.Room>> memory;
  private final Kept taken;
  private final SerializableConsumer<String> refused;
  private final SerializableConsumer<String> full;

  /** Receives a file. */
  @FunctionalInterface
  public interface Taken extends Serializable {

    /**
     * @param name as given by its sender
     * @param contentType as given by the browser
     */
    void take(String name, String contentType, byte[] content);
  }

  /** What is told of a file that stays in memory. */
  @FunctionalInterface
  public interface Kept extends Serializable {

    /**
     * @param name as its sender calls it
     * @param contentType as the browser calls it
     * @param memory to be given back when the content is not kept any more
     */
    void take(String name, String contentType, byte[] content, MemoryBudget.Room memory);
  }

  /**
   * For files that are so small that they do not count.
   *
   * @param room octets that the next file may have
   * @param taken receives each file, on the UI thread
   * @param refused receives the name of each file that is too large, on the UI thread
   */
  public SmallUploads(IntSupplier room, Taken taken, SerializableConsumer<String> refused) {
    this(
        room,
        octets -> Optional.of(() -> {}),
        (name, contentType, content, memory) -> taken.take(name, contentType, content),
        refused,
        refused);
  }

  /**
   * For files that a page keeps.
   *
   * @param room octets that the next file may have
   * @param memory where they find room before they are read, if there is any
   * @param taken told each file, in the UI
   * @param refused told the name of each that is too large, in the UI
   * @param full told the name of each for which there is no room, in the UI
   */
  public SmallUploads(
      IntSupplier room,
      LongFunction<Optional<MemoryBudget.Room>> memory,
      Kept taken,
      SerializableConsumer<String> refused,
      SerializableConsumer<String> full) {
    this.room = room;
    this.memory = memory;
    this.taken = taken;
    this.refused = refused;
    this.full = full;
  }

  @Override
  public void handleUploadRequest(UploadEvent event) throws IOException {
    int most = room.getAsInt();
    long said = event.getFileSize();
    if (said > most) {
      reject(event, refused);
      return;
    }
    // Of one whose size is not known as much as it may have.
    int expected = said < 0 ? most : (int) said;
    MemoryBudget.Room kept = memory.apply(expected).orElse(null);
    if (kept == null) {
      reject(event, full);
      return;
    }
    byte[] content;
    try {
      content = event.getInputStream().readNBytes(expected + 1);
    } catch (IOException | RuntimeException e) {
      kept.close();
      throw e;
    }
    if (content.length > expected) {
      kept.close();
      reject(event, refused);
      return;
    }
    String name = event.getFileName();
    String type = String.valueOf(event.getContentType());
    UiThread.later(event.getUI(), () -> taken.take(name, type, content, kept));
  }

  private static void reject(UploadEvent event, SerializableConsumer<String> because) {
    String name = event.getFileName();
    event.reject();
    UiThread.later(event.getUI(), () -> because.accept(name));
  }
}
