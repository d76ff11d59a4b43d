// expect: conversion from 'Id<prevenance::EmployerTag>' to non-scalar type 'Id<prevenance::EmployeeTag>'
// requested
#include "domain/id.h"

prevenance::EmployeeId mistake(const prevenance::EmployerId& employer) {
    const prevenance::EmployeeId employee = employer;
    return employee;
}
