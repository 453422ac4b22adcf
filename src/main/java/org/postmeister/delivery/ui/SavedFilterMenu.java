package org.postmeister.delivery.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableSupplier;
import java.util.List;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.delivery.log.SavedFilter;
import org.postmeister.delivery.log.SavedFilterService;

/** The filters that the person has saved: applies, saves and deletes them. */
class SavedFilterMenu extends MenuBar {

  private final transient SavedFilterService service;
  private final transient Messages messages;
  private final SerializableSupplier<String> current;
  private final SubMenu menu;
  private final SerializableConsumer<String> onChoice;

  /**
   * @param current the filter that is shown, as in the page's address
   * @param onChoice called with a filter that was chosen
   */
  SavedFilterMenu(
      SavedFilterService service,
      Messages messages,
      SerializableSupplier<String> current,
      SerializableConsumer<String> onChoice) {
    this.service = service;
    this.messages = messages;
    this.current = current;
    this.onChoice = onChoice;
    this.menu = addItem(getTranslation("messages.filters")).getSubMenu();
    fill();
  }

  private void fill() {
    menu.removeAll();
    List<SavedFilter> saved = service.list();
    for (SavedFilter filter : saved) {
      menu.addItem(filter.name(), click -> onChoice.accept(filter.query()));
    }
    MenuItem save = menu.addItem(getTranslation("messages.filters.save"), click -> askForName());
    if (!saved.isEmpty()) {
      save.getElement().getClassList().add("menu-divided");
      SubMenu remove = menu.addItem(getTranslation("messages.filters.delete")).getSubMenu();
      for (SavedFilter filter : saved) {
        remove.addItem(
            filter.name(),
            click -> {
              service.delete(filter.name());
              fill();
            });
      }
    }
  }

  private void askForName() {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(getTranslation("messages.filters.save"));
    TextField name = new TextField(getTranslation("messages.filters.name"));
    name.setHelperText(getTranslation("messages.filters.name.helper"));
    name.setWidthFull();
    Button save =
        new Button(
            getTranslation("messages.filters.save.now"),
            click -> {
              if (saved(name)) {
                dialog.close();
              }
            });
    save.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.add(name);
    dialog
        .getFooter()
        .add(new Button(getTranslation("messages.back"), click -> dialog.close()), save);
    dialog.open();
    name.focus();
  }

  private boolean saved(TextField name) {
    try {
      service.save(SingleLine.of(name.getValue()), current.get());
      fill();
      return true;
    } catch (InvalidValueException e) {
      name.setErrorMessage(messages.get(e));
    } catch (ValidationFailedException e) {
      name.setErrorMessage(messages.get(e.violations().getFirst().message()));
    }
    name.setInvalid(true);
    name.focus();
    return false;
  }
}
