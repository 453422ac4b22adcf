package org.postmeister.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What only one of the processes of a test run may do at a time. */
final class OneProcess {

  /** Something that is done while no other process does it. */
  interface Action<T, E extends Exception> {
    T run() throws IOException, E;
  }

  private OneProcess() {}

  /**
   * Waits for the other processes, and then does something.
   *
   * @param lock a file that stands for it, created if need be
   */
  static synchronized <T, E extends Exception> T at(Path lock, Action<T, E> action)
      throws IOException, E {
    Files.createDirectories(lock.toAbsolutePath().getParent());
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      return action.run();
    }
  }
}
