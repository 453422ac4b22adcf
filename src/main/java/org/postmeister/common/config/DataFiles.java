package org.postmeister.common.config;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Restricts access to files that the embedded database has created since the start. */
@Component
class DataFiles {

  private static final Logger log = LoggerFactory.getLogger(DataFiles.class);

  private final Path directory;

  DataFiles(@Value("${" + DataDirectory.PROPERTY + "}") Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  @EventListener(ApplicationReadyEvent.class)
  void tighten() {
    try {
      DataDirectory.tighten(directory);
    } catch (IOException e) {
      log.warn("Access to the files in {} could not be restricted: {}", directory, e.toString());
    }
  }
}
