#include "forms/employer_letter_page.h"

namespace prevenance::forms {

TemplateData return_information_data(const ReturnInformationLetter& letter) {
    TemplateData data;
    data.set("employee", letter.employee.text()).set("name", letter.name.reveal());
    data.set("employer_name", letter.employer_name).set("siret", letter.siret);
    data.set("has_service", !letter.service.name.empty()).set("service_name", letter.service.name);
    data.set("service_phone", letter.service.phone);
    data.set("retention_officer", letter.service.retention_officer);
    data.set("written_on", letter.written_on).set("written_by", letter.written_by);
    return data;
}

}  // namespace prevenance::forms
