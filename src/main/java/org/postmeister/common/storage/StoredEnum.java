package org.postmeister.common.storage;

import org.jspecify.annotations.Nullable;

/** Constants as they are stored, by name. */
public final class StoredEnum {

  private StoredEnum() {}

  /**
   * The constant with that name, or a fallback: a name stored by another version does not hide the
   * rest of a page.
   */
  public static <E extends Enum<E>, T extends @Nullable E> T of(
      Class<E> type, @Nullable String name, T otherwise) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        @SuppressWarnings("unchecked")
        T found = (T) constant;
        return found;
      }
    }
    return otherwise;
  }
}
