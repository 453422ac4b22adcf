package org.postmeister.secret;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the keys are.
 *
 * @param keyset file with the Tink keyset; {@code POSTMEISTER_SECRET_KEYSET}
 */
@ConfigurationProperties("postmeister.secret")
record SecretProperties(Path keyset) {}
