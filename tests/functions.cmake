# What the list in CMakeLists.txt is written with.

# A test of C is run by gloss_launcher, one of Python is given gloss_program.
option(GLOSS_VALGRIND "run the tests under Valgrind" OFF)
set(gloss_launcher)
set(gloss_program $<TARGET_FILE:gloss>)
if(GLOSS_VALGRIND)
  set(gloss_launcher valgrind -q --error-exitcode=9 --leak-check=full --suppressions=${CMAKE_CURRENT_SOURCE_DIR}/valgrind.supp)
  list(JOIN gloss_launcher "' '" launch)
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/gloss-watched CONTENT "#!/bin/sh\nexec '${launch}' '${gloss_program}' \"$@\"\n"
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  set(gloss_program ${CMAKE_BINARY_DIR}/gloss-watched)
endif()

# What all programs under tests/ have in common.
function(gloss_test_program name)
  target_link_libraries(${name} PRIVATE gloss_flags ${ARGN})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/engine)
  target_compile_definitions(${name} PRIVATE GLOSS_SCRIPTS="${PROJECT_SOURCE_DIR}/scripts")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endfunction()

# gloss_test(ROOM FILE): tests/engine/ROOM/test_FILE.c, linked with that room and what it uses, and nothing else.
function(gloss_test room file)
  add_executable(test_${room}_${file} engine/${room}/test_${file}.c)
  gloss_test_program(test_${room}_${file} gloss_${room} PkgConfig::cmocka)
  add_test(NAME ${room}.${file} COMMAND ${gloss_launcher} $<TARGET_FILE:test_${room}_${file}>)
endfunction()

# gloss_counted_test(ROOM FILE): a test for which the room is built once more, so that it counts its steps (engine/steps.h).
function(gloss_counted_test room file)
  gloss_test(${room} ${file})
  get_target_property(files gloss_${room} SOURCES)
  get_target_property(needs gloss_${room} LINK_LIBRARIES)
  list(TRANSFORM files PREPEND ${PROJECT_SOURCE_DIR}/engine/)
  set_source_files_properties(${files} PROPERTIES COMPILE_OPTIONS -fsanitize-coverage=trace-pc)
  target_sources(test_${room}_${file} PRIVATE ${files})
  target_link_libraries(test_${room}_${file} PRIVATE ${needs})
endfunction()

# gloss_python_test(NAME FILE): a file of Python's unittest, given the program that was built as GLOSS.
function(gloss_python_test name file)
  get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR}/${file} DIRECTORY)
  get_filename_component(module ${file} NAME_WE)
  add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B -W error -m unittest -q ${module} WORKING_DIRECTORY ${folder})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "GLOSS=${gloss_program}")
endfunction()

# gloss_fuzz(ROOM NAME LIBRARY…): tests/fuzz/fuzz_NAME.c, run over what fuzzing found worth keeping. With clang and
# -DGLOSS_FUZZ=ON it is the fuzzer itself, and all of gloss tells it which ways it goes: tests/fuzz_NAME tests/fuzz/corpus/NAME
function(gloss_fuzz room name)
  add_executable(fuzz_${name} fuzz/fuzz_${name}.c)
  gloss_test_program(fuzz_${name} gloss_${room} ${ARGN})
  if(GLOSS_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${name} PRIVATE fuzz/replay.c)
    add_test(NAME fuzz.${name}
      COMMAND ${gloss_launcher} $<TARGET_FILE:fuzz_${name}> ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name})
  endif()
endfunction()

# gloss_bench(ROOM FILE LIBRARY…): tests/bench/bench_FILE.c, built and not run: a bench prints figures and decides nothing.
function(gloss_bench room file)
  add_executable(bench_${file} bench/bench_${file}.c)
  gloss_test_program(bench_${file} gloss_${room} ${ARGN} m)
endfunction()
