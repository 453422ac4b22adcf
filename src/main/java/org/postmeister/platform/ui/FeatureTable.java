package org.postmeister.platform.ui;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import org.postmeister.platform.Feature;
import org.postmeister.platform.PlatformVersion;

/** Which features the stored version has, and from which version on each exists. */
class FeatureTable extends Aside {

  private final UnorderedList list = new UnorderedList();

  FeatureTable() {
    addClassName("side-panel");
    list.addClassName("feature-list");
    getElement().setAttribute("aria-label", getTranslation("features.title"));
    add(
        new H2(getTranslation("features.title")),
        new Paragraph(getTranslation("features.sentence")),
        list);
  }

  void show(PlatformVersion version) {
    list.removeAll();
    for (Feature feature : Feature.values()) {
      boolean available = feature.existsIn(version);
      Badge state =
          new Badge(getTranslation(available ? "features.available" : "features.unavailable"));
      if (available) {
        state.addThemeVariants(BadgeVariant.SUCCESS);
      }
      Span versions = new Span(feature.versions().toString());
      versions.addClassName("feature-versions");
      list.add(
          new ListItem(new Div(new Span(getTranslation("feature." + feature)), versions), state));
    }
  }
}
