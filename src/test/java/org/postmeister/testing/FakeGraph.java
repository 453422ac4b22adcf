package org.postmeister.testing;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes mail as Microsoft Graph does, and is as strict: about tokens, permissions, mailboxes, the
 * form of requests, their sizes, and how many there are at the same time.
 */
public final class FakeGraph extends FakeHttpsService {

  private static final String AUDIENCE = "https://graph.microsoft.com";
  // With what stands around an attachment just below the size from which it has to be uploaded.
  private static final int MAX_REQUEST = 4 * 1024 * 1024 + 16 * 1024;
  private static final int MAX_IN_FLIGHT = 4;
  private static final int UPLOAD_FROM = 3 * 1024 * 1024;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern USER = Pattern.compile("/v1\\.0/users/([^/]+)(/.*)?");

  private static final Pattern FILTER = Pattern.compile("internetMessageId eq '([^']+)'");

  /** A user of the directory. */
  private record User(String name, boolean mailbox) {}

  /** An attachment that arrived beside a message. */
  /**
   * A file with a draft.
   *
   * @param contentId null unless it is shown in the HTML
   */
  public record Attachment(
      String name, String contentType, @Nullable String contentId, byte[] content) {

    static Attachment of(JsonNode json, byte[] content) {
      return new Attachment(
          json.path("name").asString(),
          json.path("contentType").asString(),
          json.path("isInline").asBoolean(false) ? json.path("contentId").asString() : null,
          content);
    }
  }

  /** A message that was sent. */
  public record Sent(String user, MimeMessage message, List<Attachment> attachments) {}

  private static final class Draft {
    private final MimeMessage message;
    private final List<Attachment> attachments = new CopyOnWriteArrayList<>();

    Draft(MimeMessage message) {
      this.message = message;
    }
  }

  private static final class Upload {
    private final Draft draft;
    private final JsonNode item;
    private final long size;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Upload(Draft draft, JsonNode item, long size) {
      this.draft = draft;
      this.item = item;
      this.size = size;
    }
  }

  private final FakeEntra entra;
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<String, Draft> drafts = new ConcurrentHashMap<>();
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private volatile long slowness;
  private volatile int answersSent;
  private volatile boolean permitsAll;
  private volatile int slower;

  /**
   * @param entra whose tokens it takes
   */
  public FakeGraph(FakeEntra entra) {
    this(entra, TestAuthority.valid());
  }

  public FakeGraph(FakeEntra entra, SSLContext tls) {
    super(tls);
    this.entra = entra;
  }

  /** Adds a user with a mailbox. */
  public FakeGraph user(String address, String name) {
    users.put(address, new User(name, true));
    return this;
  }

  /** Adds a user without one. */
  public FakeGraph userWithoutMailbox(String address, String name) {
    users.put(address, new User(name, false));
    return this;
  }

  /** No longer takes the tokens issued so far. */
  public void revokeTokens() {
    entra.issued().forEach(token -> revoked.add(token.value()));
  }

  /** Takes messages, and wants the next so many seconds later. */
  public void wantsLess(int seconds) {
    slower = seconds;
  }

  /** Permits everything whatever roles a token names, but for the directory. */
  public void permitsAll() {
    permitsAll = true;
  }

  /** Takes messages, and answers with this status in place of 202; 0 for as it should be. */
  public void takesWithoutSayingSo(int status) {
    answersSent = status;
  }

  /** Takes so many milliseconds for each request. */
  public void slowness(long millis) {
    slowness = millis;
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  public int draftsLeft() {
    return drafts.size();
  }

  /** The most requests that one application ever had under way. */
  public int mostInFlight() {
    return mostInFlight.get();
  }

  /** A refusal as Graph writes it. */
  public static Answer refusal(int status, String code, String message) {
    return Answer.json(
            status,
            """
            {"error":{"code":"%s","message":"%s","innerError":{"date":"2026-01-01T00:00:00",\
            "request-id":"0c7a5a4e-0000-4000-8000-0123456789ab",\
            "client-request-id":"9d1f5a4e-0000-4000-8000-0123456789ab"}}}\
            """
                .formatted(code, message))
        .with("request-id", "0c7a5a4e-0000-4000-8000-0123456789ab");
  }

  @Override
  public void reset() {
    super.reset();
    answersSent = 0;
    permitsAll = false;
    slower = 0;
  }

  @Override
  protected Answer serve(Asked request) {
    if (request.path().startsWith("/upload/")) {
      return takePiece(request);
    }
    FakeEntra.Issued token = token(request.header("Authorization"));
    if (token == null) {
      return refusal(401, "InvalidAuthenticationToken", "Access token validation failure.");
    }
    AtomicInteger now =
        inFlight.computeIfAbsent(token.application(), application -> new AtomicInteger());
    int count = now.incrementAndGet();
    try {
      mostInFlight.accumulateAndGet(count, Math::max);
      if (count > MAX_IN_FLIGHT) {
        return refusal(429, "ApplicationThrottled", "Application is over its MailboxConcurrency.")
            .with("Retry-After", "10");
      }
      Thread.sleep(slowness);
      return answer(request, token);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refusal(500, "generalException", "Interrupted.");
    } finally {
      now.decrementAndGet();
    }
  }

  private FakeEntra.@Nullable Issued token(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return null;
    }
    FakeEntra.Issued token = entra.find(authorization.substring("Bearer ".length()));
    boolean good =
        token != null
            && token.audience().equals(AUDIENCE)
            && token.expiresAt().isAfter(Instant.now())
            && !revoked.contains(token.value());
    return good ? token : null;
  }

  private Answer answer(Asked request, FakeEntra.Issued token) {
    Matcher user = USER.matcher(request.path());
    if (!user.matches()) {
      return refusal(400, "BadRequest", "Resource not found for the segment.");
    }
    if (request.body().length > MAX_REQUEST) {
      return refusal(413, "RequestEntityTooLarge", "The request is too large.");
    }
    String address = user.group(1);
    String below = user.group(2) == null ? "" : user.group(2);
    if (below.isEmpty() && request.method().equals("GET")) {
      return lookUp(address, token);
    }
    User found = users.get(address);
    if (found == null) {
      return refusal(404, "ErrorInvalidUser", "The requested user '" + address + "' is invalid.");
    }
    if (!found.mailbox()) {
      return refusal(404, "MailboxNotEnabledForRESTAPI", "The mailbox is inactive or on-premise.");
    }
    if (below.equals("/sendMail") && request.method().equals("POST")) {
      return has(token, "Mail.Send")
          ? sendMail(address, request)
          : refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials.");
    }
    if (below.equals("/mailFolders/sentitems/messages") && request.method().equals("GET")) {
      return has(token, "Mail.ReadBasic.All") || has(token, "Mail.ReadWrite")
          ? sentItems(address, request)
          : refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials.");
    }
    if (below.startsWith("/messages")) {
      return has(token, "Mail.ReadWrite") && has(token, "Mail.Send")
          ? messages(address, below, request)
          : refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials.");
    }
    return refusal(400, "BadRequest", "Resource not found for the segment.");
  }

  private boolean has(FakeEntra.Issued token, String role) {
    return permitsAll || token.roles().contains(role);
  }

  private Answer lookUp(String address, FakeEntra.Issued token) {
    if (!token.roles().contains("User.Read.All")) {
      return refusal(403, "Authorization_RequestDenied", "Insufficient privileges.");
    }
    User user = users.get(address);
    if (user == null) {
      return refusal(404, "Request_ResourceNotFound", "Resource '" + address + "' does not exist.");
    }
    return Answer.json(
            200,
            "{\"displayName\":\"%s\",\"userPrincipalName\":\"%s\",\"mail\":%s}"
                .formatted(user.name(), address, user.mailbox() ? "\"" + address + "\"" : "null"))
        .with("request-id", UUID.randomUUID().toString());
  }

  private Answer sendMail(String user, Asked request) {
    MimeMessage message = read(request);
    if (message == null) {
      return refusal(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string.");
    }
    Answer refusal = check(user, message);
    if (refusal != null) {
      return refusal;
    }
    sent.add(new Sent(user, message, List.of()));
    return accepted();
  }

  private Answer sentItems(String user, Asked request) {
    Matcher filter = FILTER.matcher(request.query());
    if (!filter.find()) {
      return refusal(400, "BadRequest", "A filter is missing.");
    }
    boolean found =
        sent.stream()
            .anyMatch(message ->
                message.user().equals(user)
                    && filter.group(1).equals(messageId(message.message())));
    return Answer.json(200, found ? "{\"value\":[{\"id\":\"sent\"}]}" : "{\"value\":[]}");
  }

  private static @Nullable String messageId(MimeMessage message) {
    try {
      return message.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable MimeMessage read(Asked request) {
    if (!"text/plain".equals(request.header("Content-type"))) {
      return null;
    }
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(Base64.getDecoder().decode(request.text())));
    } catch (IllegalArgumentException | MessagingException e) {
      return null;
    }
  }

  private static @Nullable Answer check(String user, MimeMessage message) {
    try {
      Address[] from = message.getFrom();
      if (from == null
          || from.length != 1
          || !((InternetAddress) from[0]).getAddress().equals(user)) {
        return refusal(403, "ErrorSendAsDenied", "The user account cannot send as this sender.");
      }
      if (message.getAllRecipients() == null) {
        return refusal(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.");
      }
      return null;
    } catch (MessagingException e) {
      return refusal(400, "ErrorMimeContentInvalid", "The MIME content is invalid.");
    }
  }

  private Answer messages(String user, String below, Asked request) {
    String[] path = below.split("/", -1);
    if (path.length == 2 && request.method().equals("POST")) {
      return createDraft(user, request);
    }
    Draft draft = drafts.get(path[2]);
    if (draft == null) {
      return refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.");
    }
    if (path.length == 3 && request.method().equals("DELETE")) {
      drafts.remove(path[2]);
      return Answer.empty(204);
    }
    if (path.length == 4 && path[3].equals("send") && request.body().length == 0) {
      drafts.remove(path[2]);
      sent.add(new Sent(user, draft.message, new ArrayList<>(draft.attachments)));
      return accepted();
    }
    if (path.length == 4 && path[3].equals("attachments")) {
      return attach(draft, JSON.readTree(request.text()));
    }
    if (path.length == 5 && path[4].equals("createUploadSession")) {
      return createUpload(draft, JSON.readTree(request.text()));
    }
    return refusal(400, "BadRequest", "Resource not found for the segment.");
  }

  private Answer createDraft(String user, Asked request) {
    MimeMessage message = read(request);
    if (message == null) {
      return refusal(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string.");
    }
    Answer refusal = check(user, message);
    if (refusal != null) {
      return refusal;
    }
    String id = "draft-" + UUID.randomUUID();
    drafts.put(id, new Draft(message));
    // As Graph does, all of it is repeated.
    return Answer.json(
        201,
        "{\"body\":{\"id\":1,\"content\":\"%s\"},\"id\":\"%s\",\"isDraft\":true}"
            .formatted("x".repeat(request.body().length), id));
  }

  private static Answer attach(Draft draft, JsonNode json) {
    byte[] content = Base64.getDecoder().decode(json.path("contentBytes").asString());
    if (!"#microsoft.graph.fileAttachment".equals(json.path("@odata.type").asString())
        || content.length >= UPLOAD_FROM) {
      return refusal(400, "ErrorInvalidRequest", "The attachment has to be uploaded.");
    }
    draft.attachments.add(Attachment.of(json, content));
    return Answer.json(
        201,
        "{\"@odata.type\":\"#microsoft.graph.fileAttachment\",\"id\":\"attachment\",\"contentBytes\":\"%s\"}"
            .formatted(json.path("contentBytes").asString()));
  }

  private Answer createUpload(Draft draft, JsonNode json) {
    JsonNode item =
        json.has("AttachmentItem") ? json.get("AttachmentItem") : json.get("attachmentItem");
    long size = item.path("size").asLong();
    if (size < UPLOAD_FROM || !"file".equals(item.path("attachmentType").asString())) {
      return refusal(400, "ErrorInvalidRequest", "Attachments below 3 MB are posted.");
    }
    String id = UUID.randomUUID().toString();
    uploads.put(id, new Upload(draft, item, size));
    return Answer.json(
        201,
        "{\"uploadUrl\":\"%s/upload/%s\",\"expirationDateTime\":\"2099-01-01T00:00:00Z\",\"nextExpectedRanges\":[\"0-\"]}"
            .formatted(url(), id));
  }

  private Answer takePiece(Asked request) {
    Upload upload = uploads.get(request.path().substring("/upload/".length()));
    if (upload == null || !request.method().equals("PUT")) {
      return refusal(404, "UploadSessionNotFound", "There is no such upload.");
    }
    // The address itself is the permission; Microsoft warns not to send a token along.
    if (request.header("Authorization") != null) {
      return refusal(401, "ErrorAccessDenied", "An upload takes no token.");
    }
    long begin = upload.content.size();
    long end = begin + request.body().length;
    String wanted = "bytes " + begin + "-" + (end - 1) + "/" + upload.size;
    if (request.body().length >= MAX_REQUEST || !wanted.equals(request.header("Content-range"))) {
      return refusal(416, "InvalidRange", "The range is not the next one.");
    }
    upload.content.writeBytes(request.body());
    if (end < upload.size) {
      return Answer.json(
          200,
          "{\"expirationDateTime\":\"2099-01-01T00:00:00Z\",\"nextExpectedRanges\":[\"%d-\"]}"
              .formatted(end));
    }
    upload.draft.attachments.add(Attachment.of(upload.item, upload.content.toByteArray()));
    return Answer.empty(201).with("Location", url() + "/attachments/1");
  }

  private Answer accepted() {
    if (answersSent != 0) {
      return Answer.html(answersSent, "Gateway");
    }
    Answer taken = Answer.empty(202).with("request-id", UUID.randomUUID().toString());
    return slower == 0 ? taken : taken.with("Retry-After", Integer.toString(slower));
  }
}
