package org.postmeister.secret;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** The keys: in a file, or in a variable if there is one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
class KeysetConfiguration {

  @Bean
  KeysetFormat keysetFormat(SecretProperties properties) {
    return new KeysetFormat(properties.keysetKmsKey());
  }

  @Bean
  KeysetStore keysetStore(SecretProperties properties, KeysetFormat format) {
    String written = properties.keysetJson();
    return StringUtils.hasText(written)
        ? new KeysetVariable(written, format)
        : new KeysetFile(properties.keyset(), format);
  }
}
