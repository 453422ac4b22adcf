package org.postmeister.security.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * First sign-in.
 *
 * @param password initial password of {@code sadmin}; {@code POSTMEISTER_ADMIN_PASSWORD}
 */
@ConfigurationProperties("postmeister.admin")
record AdminProperties(@Nullable String password) {

  @Override
  public String toString() {
    return "AdminProperties[hidden]";
  }
}
