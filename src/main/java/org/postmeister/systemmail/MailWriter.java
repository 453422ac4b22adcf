package org.postmeister.systemmail;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.systemmail.brand.Logo;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Renders texts. Both forms of a mail are made from one text, so that they always say the same. */
@Component
class MailWriter {

  private static final Mustache.Compiler FILLING =
      Mustache.compiler().emptyStringIsFalse(true).defaultValue("");
  private static final Mustache.Compiler OF_LINES = FILLING.withEscaper(Escapers.NONE);
  private static final Mustache.Compiler OF_MARKDOWN = FILLING.withEscaper(MailWriter::escape);
  private static final char HARD_SPACE = '\u00A0';
  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).build();

  private final MessageSource messages;
  private final Template layout;

  MailWriter(MessageSource messages) {
    this.messages = messages;
    this.layout = Mustache.compiler().compile(read("mail/layout.html"));
  }

  /**
   * Renders a mail.
   *
   * @param values by placeholder; missing ones are empty
   */
  WrittenMail write(
      MailKind kind,
      MailText text,
      Map<String, String> values,
      Locale language,
      AppliedBrand brand) {
    String subject =
        OF_LINES.compile(text.subject()).execute(values).replaceAll("\\s+", " ").strip();
    String markdown = OF_MARKDOWN.compile(text.body()).execute(values);
    String footer =
        kind.isAutomatic() ? messages.getMessage("systemmail.footer", null, language) : "";
    String link = kind.isConfidential() ? values.getOrDefault("link", "") : "";
    String plain =
        TEXT.render(MailLinks.spellOut(MailMarkup.parseHarmless(markdown, link)))
            .replace(HARD_SPACE, ' ')
            .strip();
    Node rich = MailButton.find(MailMarkup.parseHarmless(markdown, link));
    return new WrittenMail(
        subject,
        footer.isEmpty() ? plain + "\n" : plain + "\n\n-- \n" + footer + "\n",
        layout.execute(
            Map.of(
                "language",
                language.getLanguage(),
                "subject",
                subject,
                "body",
                html(brand).render(rich),
                "footer",
                footer,
                "logo",
                logo(brand),
                "nightButton",
                brand.color() == null ? MailButton.NIGHT_COLOR : MailButton.color(brand),
                "buttonText",
                MailButton.textColor(brand))),
        brand.logo());
  }

  private static HtmlRenderer html(AppliedBrand brand) {
    return HtmlRenderer.builder()
        .escapeHtml(true)
        .sanitizeUrls(true)
        .attributeProviderFactory(context -> MailStyles::apply)
        .nodeRendererFactory(context -> new MailButton.Renderer(context, brand))
        .build();
  }

  // For the template: false where there is none.
  private static Object logo(AppliedBrand brand) {
    Logo logo = brand.logo();
    return logo == null
        ? false
        : Map.of(
            "id",
            WrittenMail.LOGO_ID,
            "name",
            brand.logoName(),
            "width",
            logo.shownWidth(),
            "height",
            logo.shownHeight());
  }

  /**
   * Prevents a value from being interpreted as Markdown: every character with a meaning is escaped
   * (CommonMark, section 2.4), and line breaks are kept.
   */
  static String escape(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 16);
    boolean indented = false;
    for (char sign : value.strip().replace("\r\n", "\n").replace("\t", "    ").toCharArray()) {
      boolean punctuation = sign > ' ' && sign < 127 && !Character.isLetterOrDigit(sign);
      if (punctuation || sign == '\n') {
        escaped.append('\\');
      }
      // Otherwise the lines of a log would lose their indentation.
      indented = sign == '\n' || (indented && sign == ' ');
      escaped.append(indented && sign == ' ' ? HARD_SPACE : sign);
    }
    return escaped.toString();
  }

  static String read(String resource) {
    try {
      return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("A file of Postmeister is missing: " + resource, e);
    }
  }
}
