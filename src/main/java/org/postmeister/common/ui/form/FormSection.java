package org.postmeister.common.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import org.postmeister.common.ui.Notice;

/** A titled part of a form. */
public final class FormSection extends Section {

  public FormSection(String titleKey, String sentenceKey, Component... fields) {
    addClassName("form-section");
    H2 title = new H2(getTranslation(titleKey));
    Paragraph sentence = new Paragraph(getTranslation(sentenceKey));
    sentence.addClassName("section-sentence");
    add(title, sentence, layout(fields));
  }

  /** Fields in one or two columns, depending on the space. */
  public static FormLayout layout(Component... fields) {
    FormLayout layout = new FormLayout();
    layout.setAutoResponsive(true);
    layout.setAutoRows(true);
    layout.setMaxColumns(2);
    layout.setMinColumns(1);
    layout.setColumnWidth("13rem");
    layout.setExpandColumns(true);
    layout.setExpandFields(true);
    layout.add(fields);
    for (Component field : fields) {
      // A field that controls others, or needs a long text, gets its own row.
      if (field instanceof Checkbox
          || field instanceof Select<?>
          || field instanceof ComboBox<?>
          || field instanceof TextArea
          || field instanceof Paragraph
          || field instanceof Div
          || field instanceof Grid<?>
          || field instanceof Notice
          || field instanceof Details) {
        layout.setColspan(field, 2);
      }
    }
    return layout;
  }
}
