extern "C" {
#include "project/project.h"

#include "base/nearest.h"
}

#include <sstream>
#include <string>

#include <toml++/toml.h>

/* A file that is being read: nodes know their line. */
struct reading {
  gloss_project *project;
  const char *path;
  gloss_error *error;

  bool fail(const toml::node &node, const std::string &message) const {
    return gloss_fail(error, "%s:%u: %s", path, (unsigned)node.source().begin.line, message.c_str());
  }
};

static gloss_slice slice_of(const std::string &text) {
  return {text.data(), text.size()};
}

static bool is_one_line(const std::string &text) {
  return text.find_first_of(std::string("\0\n", 2)) == std::string::npos;
}

/* A folder is meant from where the file stands. */
static bool add_folder(const reading &reading, const toml::node &node, const std::string &folder) {
  gloss_slice home = gloss_path_folder(reading.path);
  bool is_here = gloss_slice_is(home, ".") || folder[0] == '/';
  std::string path = is_here ? folder : std::string(home.data, home.size) + "/" + folder;
  if (!gloss_folder_exists(path.c_str())) return reading.fail(node, "script-path: no such folder: \"" + folder + "\"");
  gloss_names_add(&reading.project->script_path, slice_of(path));
  return true;
}

static bool add_string(const reading &reading, const std::string &key, const toml::node &node, gloss_names *names) {
  const auto *string = node.as_string();
  const char *example = key == "script-path" ? "scripts" : key == "lang" ? "en" : "news";
  if (string == nullptr || string->get().empty() || !is_one_line(string->get()))
    return reading.fail(node, key + ": give text, as in \"" + example + "\"" + (key == "lang" ? "" : ", or a list of texts"));
  if (key == "script-path") return add_folder(reading, node, string->get());
  gloss_names_add(names, slice_of(string->get()));
  return true;
}

/* A text, or a list of them. */
static bool read_strings(const reading &reading, const std::string &key, const toml::node &node, gloss_names *names) {
  const auto *list = node.as_array();
  if (list == nullptr) return add_string(reading, key, node, names);
  for (const auto &item : *list)
    if (!add_string(reading, key, item, names)) return false;
  return true;
}

static bool read_number(const reading &reading, const std::string &key, const toml::node &node, gloss_names *names) {
  const auto *number = node.as_integer();
  if (number == nullptr || number->get() < 1) return reading.fail(node, key + ": give a whole number, 1 or more");
  gloss_names_add(names, slice_of(std::to_string(number->get())));
  return true;
}

/* As it would be written on the command line. */
static bool write_value(const toml::node &node, std::string &text) {
  std::ostringstream out;
  if (const auto *string = node.as_string()) text = string->get();
  else if (node.is_integer() || node.is_floating_point() || node.is_boolean()) {
    node.visit([&](const auto &value) { out << value; });
    text = out.str();
  } else return false;
  return true;
}

static bool read_options_of(const reading &reading, const std::string &script, const toml::node &node) {
  const auto *options = node.as_table();
  if (options == nullptr) return reading.fail(node, "options: write SCRIPT.OPTION = VALUE");
  for (const auto &[key, value] : *options) {
    std::string text, name = script + "." + std::string(key.str());
    if (!write_value(value, text)) return reading.fail(value, "options: " + name + " is a text, a number, true or false");
    gloss_names_add(&reading.project->options, slice_of(name + "=" + text));
  }
  return true;
}

static bool read_options(const reading &reading, const toml::node &node) {
  const auto *scripts = node.as_table();
  if (scripts == nullptr) return reading.fail(node, "options: write [options], and below it SCRIPT.OPTION = VALUE");
  for (const auto &[script, options] : *scripts)
    if (!read_options_of(reading, std::string(script.str()), options)) return false;
  return true;
}

static bool refuse_key(const reading &reading, const std::string &key, const toml::node &node) {
  char space[128];
  gloss_nearest nearest = {slice_of(key), {}, 0};
  for (const char *known : {"script-path", "scripts", "lang", "memory", "budget", "options"})
    gloss_nearest_offer(&nearest, gloss_slice_of(known));
  return reading.fail(node, "unknown key \"" + key + "\"" + gloss_nearest_hint(&nearest, space));
}

static bool read_key(const reading &reading, const std::string &key, const toml::node &node) {
  gloss_project *project = reading.project;
  if (key == "script-path") return read_strings(reading, key, node, &project->script_path);
  if (key == "scripts") return read_strings(reading, key, node, &project->scripts);
  if (key == "lang") return add_string(reading, key, node, &project->lang);
  if (key == "memory") return read_number(reading, key, node, &project->memory);
  if (key == "budget") return read_number(reading, key, node, &project->budget);
  if (key == "options") return read_options(reading, node);
  return refuse_key(reading, key, node);
}

static bool read_table(const reading &reading, const toml::table &table) {
  for (const auto &[key, node] : table)
    if (!read_key(reading, std::string(key.str()), node)) return false;
  return true;
}

static bool read_text(const reading &reading, gloss_slice text) {
  try {
    return read_table(reading, toml::parse(std::string_view(text.data, text.size), std::string_view(reading.path)));
  } catch (const toml::parse_error &wrong) {
    const auto &place = wrong.source().begin;
    return gloss_fail(reading.error, "%s:%u:%u: %s", reading.path, (unsigned)place.line, (unsigned)place.column,
                      std::string(wrong.description()).c_str());
  }
}

bool gloss_project_read(gloss_project *project, const char *path, gloss_error *error) {
  gloss_buffer text = {};
  gloss_buffer_clear(&project->path);
  gloss_buffer_add(&project->path, gloss_slice_of(path));
  bool read = gloss_file_read(path, &text, error);
  read = read && read_text({project, path, error}, {text.size ? text.data : "", text.size});
  gloss_buffer_free(&text);
  return read;
}
