package org.postmeister.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.TenantId;
import org.postmeister.delivery.message.IdempotencyKey;
import org.postmeister.mailserver.MailOwner;

/** Whose messages a claim says that they are, and names of requests. */
class ClaimKeyTest {

  @Test
  void aClaimTellsWhoHasMadeIt() {
    ClaimKey claimKey = new ClaimKey(MailOwner.of(TenantId.create()), 3);
    String claim = claimKey.newClaim("unique");

    assertThat(ClaimKey.ofClaim(claim)).contains(claimKey);
    assertThat(ClaimKey.of(claimKey.toString())).isEqualTo(claimKey);
    assertThat(claim).startsWith(ClaimKey.claimsOf(claimKey.server())).endsWith("/unique");
    assertThat(claim).doesNotStartWith(ClaimKey.claimsOf(MailOwner.SYSTEM));
    assertThat(claimKey.newClaim("other")).isNotEqualTo(claim);
    assertThat(ClaimKey.serverKeyOf(claimKey.server())).isEqualTo(claimKey.server().key());
    assertThat(ClaimKey.serverKeyOf(null)).isEqualTo("nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "system", "system/x", "system#/x", "system#x/y", "system#1"})
  void othersTellNothing(String claim) {
    assertThat(ClaimKey.ofClaim(claim)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\n", "\u007f"})
  void aRequestIsNamedByWhatCanBeSeen(String name) {
    assertThatThrownBy(() -> new IdempotencyKey(name)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new IdempotencyKey("a".repeat(201)))
        .isInstanceOf(InvalidValueException.class);
    assertThat(new IdempotencyKey("!~" + "a".repeat(198))).asString().hasSize(200);
  }
}
