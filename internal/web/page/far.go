package page

// FarField is the form field with the key under which an import tells how far it is.
const FarField = "far"

// FarURL is where it is asked how far the import with a key is.
const FarURL = ImportURL + "/far/"
