package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** The head of every page: its title, and one sentence about its purpose. */
public final class PageHeader extends Header {

  public PageHeader(String titleKey, String sentenceKey, Component... actions) {
    addClassName("page-header");
    Paragraph sentence = new Paragraph(getTranslation(sentenceKey));
    sentence.addClassName("page-sentence");
    Div text = new Div(new H1(getTranslation(titleKey)), sentence);
    Div bar = new Div(actions);
    bar.addClassName("page-actions");
    add(text, bar);
  }
}
