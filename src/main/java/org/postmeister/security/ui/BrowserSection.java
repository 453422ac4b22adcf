package org.postmeister.security.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.Locale;
import org.postmeister.common.Languages;
import org.postmeister.common.ui.Preferences;
import org.postmeister.common.ui.form.FormSection;

/** What is chosen for the browser in use, and takes effect at once. */
final class BrowserSection extends Div {

  BrowserSection(Preferences preferences) {
    addClassName("below-form");
    UI ui = UI.getCurrent();
    Select<Locale> language = new Select<>();
    language.setLabel(getTranslation("shell.language"));
    language.setHelperText(getTranslation("profile.language.helper"));
    language.setItems(Languages.ALL);
    language.setItemLabelGenerator(offered -> offered.getDisplayLanguage(offered));
    language.setValue(Languages.supported(ui.getLocale()));
    language.addValueChangeListener(
        change -> preferences.chooseLanguage(UI.getCurrent(), change.getValue()));
    Select<ColorScheme.Value> colors = new Select<>();
    colors.setLabel(getTranslation("shell.colors"));
    colors.setItems(ColorScheme.Value.SYSTEM, ColorScheme.Value.LIGHT, ColorScheme.Value.DARK);
    colors.setItemLabelGenerator(
        value -> getTranslation("shell.colors." + value.name().toLowerCase(Locale.ROOT)));
    colors.setValue(
        Preferences.colors(VaadinServletRequest.getCurrent().getHttpServletRequest())
            .orElse(ColorScheme.Value.SYSTEM));
    colors.addValueChangeListener(
        change -> preferences.chooseColors(UI.getCurrent(), change.getValue()));
    add(new FormSection("profile.browser", "profile.browser.sentence", language, colors));
  }
}
