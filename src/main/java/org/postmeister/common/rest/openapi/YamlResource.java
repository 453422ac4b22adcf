package org.postmeister.common.rest.openapi;

import io.swagger.v3.core.util.Yaml31;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** Texts of the description of the API that are kept in files. */
final class YamlResource {

  private YamlResource() {}

  /** The members of an object, in their order. */
  static Map<String, Object> read(String path) {
    try (InputStream file = new ClassPathResource(path).getInputStream()) {
      Map<?, ?> read = Yaml31.mapper().readValue(file, Map.class);
      Map<String, Object> named = new LinkedHashMap<>();
      read.forEach((name, value) -> named.put((String) name, value));
      return named;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
