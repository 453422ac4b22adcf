package org.postmeister.submission.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postmeister.testing.TestMailServers.draft;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.SenderPolicy;
import org.postmeister.testing.PostmeisterTest;

/** Messages signed with S/MIME (RFC 8551, multipart/signed), verified as their recipients do. */
@PostmeisterTest
class SubmissionSmimeTest extends SubmissionTestCase {

  private static final String BOUNDARY = "--signed-1\r\n";

  // Whatever writes it again would change something of it.
  private static final String PART =
      "content-type:  text/plain;\r\n\tcharset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
          + "Gr\u00fc\u00dfe  \r\n\ttab \r\n.dot\r\n..\r\n--\u0020\r\n\r\n\r\n";

  private KeyPair keys;
  private X509Certificate certificate;

  private String signed(String part) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
    X500Principal name = new X500Principal("CN=noreply@example.com");
    Instant now = Instant.parse("2020-01-01T00:00:00Z");
    certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now),
                        Date.from(now.plus(Duration.ofDays(36_500))),
                        name,
                        keys.getPublic())
                    .build(signer));
    CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
    cms.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .build(signer, certificate));
    cms.addCertificates(new JcaCertStore(List.of(certificate)));
    byte[] signature =
        cms.generate(new CMSProcessableByteArray(part.getBytes(StandardCharsets.UTF_8)), false)
            .getEncoded();
    return "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
        + "\tmicalg=sha-256; boundary=\"signed-1\"\r\n\r\nFor old programs.\r\n"
        + BOUNDARY
        + part
        + "\r\n"
        + BOUNDARY
        + "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(signature)
        + "\r\n--signed-1--\r\n";
  }

  private boolean holds(String message) throws Exception {
    String[] parts = message.split(BOUNDARY, -1);
    String part = parts[1].substring(0, parts[1].length() - 2);
    String base64 = parts[2].substring(parts[2].indexOf("\r\n\r\n"), parts[2].indexOf("--signed"));
    CMSSignedData data =
        new CMSSignedData(
            new CMSProcessableByteArray(part.getBytes(StandardCharsets.UTF_8)),
            Base64.getMimeDecoder().decode(base64));
    SignerInformation signer = data.getSignerInfos().iterator().next();
    try {
      return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
    } catch (CMSException e) {
      return false;
    }
  }

  private String delivered() throws Exception {
    deliveries.run();
    List<String> said = server.commands();
    return said.subList(said.indexOf("DATA") + 1, said.lastIndexOf("--signed-1--") + 1).stream()
        .map(line -> (line.startsWith(".") ? line.substring(1) : line) + "\r\n")
        .collect(Collectors.joining());
  }

  private static String stuffed(String message) {
    return message.replace("\r\n.", "\r\n..") + ".\r\n";
  }

  /** Also if its header has to be changed: the signature is of the part only. */
  @ParameterizedTest
  @ValueSource(strings = {"noreply@example.com", "somebody@elsewhere.example"})
  void theSignatureHoldsAfterDelivery(String from) throws Exception {
    systemServer.save(
        draft(settings().with(MailServerField.SENDER_POLICY, SenderPolicy.REWRITE), null), null);
    server.offering("8BITMIME");
    String body = signed(PART);
    String message =
        "From: " + from + "\r\nTo: a@example.org\r\nBcc: b@example.org\r\nMIME-Version: 1.0\r\n";

    assertThat(submit(stuffed(message + body), "a@example.org")).startsWith("250");

    String delivered = delivered();
    assertThat(delivered).contains("Received: ").endsWith(body).doesNotContain("b@example.org");
    assertThat(holds(delivered)).isTrue();
    assertThat(holds(delivered.replace("\ttab ", "\ttab"))).isFalse();
  }

  @Test
  void theSignatureHoldsInChunksToo() throws Exception {
    server.offering("8BITMIME");
    String body = signed(PART);
    byte[] message = ("From: noreply@example.com\r\n" + body).getBytes(StandardCharsets.UTF_8);
    try (RawSmtpClient client = signedIn()) {
      client.ask("MAIL FROM:<noreply@example.com> BODY=8BITMIME");
      client.ask("RCPT TO:<a@example.org>");
      client.send("BDAT 100\r\n");
      client.send(Arrays.copyOf(message, 100));
      client.send("BDAT " + (message.length - 100) + " LAST\r\n");
      client.send(Arrays.copyOfRange(message, 100, message.length));
      assertThat(client.read()).startsWith("250 2.0.0 100");
      assertThat(client.read()).startsWith("250 2.0.0 ");
    }

    String delivered = delivered();
    assertThat(delivered).endsWith(body);
    assertThat(holds(delivered)).isTrue();
  }
}
