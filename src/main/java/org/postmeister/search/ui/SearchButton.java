package org.postmeister.search.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.postmeister.common.ui.Messages;
import org.postmeister.security.Permissions;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;

/**
 * The way into the search from every page: by click, by Ctrl+K, or by Cmd+K on a Mac. Not there for
 * people who may do nothing yet.
 */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public class SearchButton extends Button {

  SearchButton(
      PageSearch pages, SearchSources sources, Messages messages, Permissions permissions) {
    setIcon(new Icon("vaadin:search"));
    addThemeVariants(ButtonVariant.TERTIARY);
    addClassName("search-button");
    setAriaLabel(getTranslation("search.title"));
    setTooltipText(getTranslation("search.tooltip"));
    getElement().setAttribute("aria-keyshortcuts", "Control+K Meta+K");
    setVisible(permissions.mayAdministerSomething());
    addClickListener(click -> new SearchDialog(pages, sources, messages).open());
    Shortcuts.addShortcutListener(this, this::click, Key.KEY_K, KeyModifier.CONTROL);
    Shortcuts.addShortcutListener(this, this::click, Key.KEY_K, KeyModifier.META);
  }
}
