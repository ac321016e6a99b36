/** Names Go takes in `[:…:]`. */
export const POSIX_CLASSES = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(
    ' ',
  ),
);

/**
 * Names Go takes between the braces of `\p{…}`, in lower case: categories, their long names, and scripts.
 * Scripts of more than one word are not among them: Go looks names up without underscores, and does not find
 * its own.
 */
export const UNICODE_CLASSES = new Set(
  (
    'any ascii assigned c cc cf cn co cs l lc ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf pi po ps s sc sk ' +
    'sm so z zl zp zs casedletter closepunctuation cntrl combiningmark connectorpunctuation control ' +
    'currencysymbol dashpunctuation decimalnumber digit enclosingmark finalpunctuation format ' +
    'initialpunctuation letter letternumber lineseparator lowercaseletter mark mathsymbol modifierletter ' +
    'modifiersymbol nonspacingmark number openpunctuation other otherletter othernumber otherpunctuation ' +
    'othersymbol paragraphseparator privateuse punct punctuation separator spaceseparator spacingmark ' +
    'surrogate symbol titlecaseletter unassigned uppercaseletter adlam ahom arabic armenian avestan balinese ' +
    'bamum batak bengali bhaiksuki bopomofo brahmi braille buginese buhid carian chakma cham cherokee ' +
    'chorasmian common coptic cuneiform cypriot cyrillic deseret devanagari dogra duployan elbasan elymaic ' +
    'ethiopic georgian glagolitic gothic grantha greek gujarati gurmukhi han hangul hanunoo hatran hebrew ' +
    'hiragana inherited javanese kaithi kannada katakana kawi kharoshthi khmer khojki khudawadi lao latin ' +
    'lepcha limbu lisu lycian lydian mahajani makasar malayalam mandaic manichaean marchen medefaidrin miao ' +
    'modi mongolian mro multani myanmar nabataean nandinagari newa nko nushu ogham oriya osage osmanya ' +
    'palmyrene phoenician rejang runic samaritan saurashtra sharada shavian siddham sinhala sogdian soyombo ' +
    'sundanese syriac tagalog tagbanwa takri tamil tangsa tangut telugu thaana thai tibetan tifinagh tirhuta ' +
    'toto ugaritic vai vithkuqi wancho yezidi yi'
  ).split(' '),
);
