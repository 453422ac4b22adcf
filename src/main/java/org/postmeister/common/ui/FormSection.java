package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;

/** A titled part of a form. */
public final class FormSection extends Section {

  public FormSection(String titleKey, String sentenceKey, Component... fields) {
    addClassName("form-section");
    H2 title = new H2(getTranslation(titleKey));
    Paragraph sentence = new Paragraph(getTranslation(sentenceKey));
    sentence.addClassName("section-sentence");
    FormLayout layout = new FormLayout();
    layout.setAutoResponsive(true);
    layout.setAutoRows(true);
    layout.setMaxColumns(2);
    layout.setMinColumns(1);
    layout.setColumnWidth("18rem");
    layout.setExpandColumns(true);
    layout.setExpandFields(true);
    layout.add(fields);
    add(title, sentence, layout);
  }
}
