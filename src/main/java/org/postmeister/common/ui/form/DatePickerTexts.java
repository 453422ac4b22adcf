package org.postmeister.common.ui.form;

import com.vaadin.flow.component.datepicker.DatePicker;
import java.text.DateFormatSymbols;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.postmeister.common.ui.Messages;

/** The texts of date pickers, most of which the JDK knows. */
public final class DatePickerTexts {

  private static final int MONTHS = 12;

  private DatePickerTexts() {}

  public static DatePicker.DatePickerI18n of(Messages messages) {
    Locale locale = messages.locale();
    DateFormatSymbols words = DateFormatSymbols.getInstance(locale);
    DatePicker.DatePickerI18n texts = new DatePicker.DatePickerI18n();
    texts.setMonthNames(Arrays.asList(words.getMonths()).subList(0, MONTHS));
    texts.setWeekdays(daysFromSunday(words.getWeekdays()));
    texts.setWeekdaysShort(daysFromSunday(words.getShortWeekdays()));
    texts.setFirstDayOfWeek(WeekFields.of(locale).getFirstDayOfWeek().getValue() % 7);
    texts.setToday(messages.get("date.today"));
    texts.setCancel(messages.get("date.cancel"));
    texts.setBadInputErrorMessage(messages.get("date.bad-input"));
    texts.setMinErrorMessage(messages.get("invalid.date.out_of_range"));
    texts.setMaxErrorMessage(messages.get("invalid.date.out_of_range"));
    return texts;
  }

  // Calendar counts days from 1, starting with Sunday.
  private static List<String> daysFromSunday(String[] days) {
    return Arrays.asList(days).subList(1, days.length);
  }
}
